import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { LearningRateSchedule } from '../../../src/schedules/LearningRateSchedule';

// The form that the documentation shows and the snippets insert. That it compiles is part of the test.
class MyDecay extends LearningRateSchedule {
  static override get className() {
    return 'MyDecay';
  }
  constructor(private readonly config: { initialLearningRate: number; halfLife: number }) {
    super();
  }
  call(step: number) {
    return this.config.initialLearningRate * 0.5 ** (step / this.config.halfLife);
  }
  getConfig() {
    return { ...this.config };
  }
}

test('a schedule of one’s own is called, saved and made again', () => {
  const schedule = new MyDecay({ initialLearningRate: 0.8, halfLife: 10 });
  expect([0, 10, 30].map((step) => schedule.call(step))).toEqual([0.8, 0.4, 0.1]);
  expect(schedule.getClassName()).toBe('MyDecay');
  const again: MyDecay = MyDecay.fromConfig(MyDecay, schedule.getConfig());
  expect(again).toEqual(schedule);
  expect(again).toBeInstanceOf(MyDecay);
});

test('tf.js registers it as it is, and makes it from its config', () => {
  tf.serialization.registerClass(MyDecay);
  expect(tf.serialization.getRegisteredName(MyDecay)).toBe('Custom>MyDecay');
  const [cls, fromConfig] = tf.serialization.SerializationMap.getMap().classNameMap['MyDecay'] ?? [];
  if (cls === undefined || fromConfig === undefined) throw new Error('MyDecay is not in the map');
  const again = fromConfig(cls, { initialLearningRate: 0.8, halfLife: 10 });
  expect(again).toEqual(new MyDecay({ initialLearningRate: 0.8, halfLife: 10 }));
});

test('one that has no className works, and says so when it is to be registered', () => {
  class Nameless extends LearningRateSchedule {
    call(): number {
      return 0.1;
    }
    getConfig(): Record<string, never> {
      return {};
    }
  }
  expect(new Nameless().call()).toBe(0.1);
  const says = 'Nameless: define "static get className() { return \'Nameless\'; }"';
  expect(() => new Nameless().getClassName()).toThrow(says);
  expect(() => tf.serialization.registerClass(Nameless)).toThrow(says);
});
