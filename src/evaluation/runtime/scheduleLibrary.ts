import { CosineDecay, cosineDecay } from '../../schedules/CosineDecay';
import { LearningRateSchedule } from '../../schedules/LearningRateSchedule';

export const scheduleLibrary = { LearningRateSchedule, CosineDecay, cosineDecay };
