import type { Definition } from '../../protocol/definition';

/** As much of a definition as its curve depends on. */
export type CurveSubject = Pick<Definition, 'schedule' | 'index' | 'parameters' | 'timeline' | 'note'>;

/** A parameter's value where it is a number written in the source, else null. */
export function numberOf(subject: CurveSubject, name: string): number | null {
  const value = subject.parameters.find((parameter) => parameter.name === name)?.value;
  return typeof value === 'number' ? value : null;
}

export function isOn(subject: CurveSubject, name: string): boolean {
  return subject.parameters.some((parameter) => parameter.name === name && parameter.value === true);
}

/** The numbers of a list parameter, in order; its members are named `boundaries[0]` and so on. */
export function numbersOf(subject: CurveSubject, name: string): number[] {
  const numbers: number[] = [];
  for (let value = numberOf(subject, `${name}[0]`); value !== null;) {
    numbers.push(value);
    value = numberOf(subject, `${name}[${numbers.length}]`);
  }
  return numbers;
}

/** The steps of a CosineDecay's warmup; 0 when it has none. */
export function warmupSteps(subject: CurveSubject): number {
  const steps = numberOf(subject, 'warmupSteps');
  const hasTarget = subject.parameters.some(({ name }) => name === 'warmupTarget');
  return steps !== null && hasTarget ? steps : 0;
}
