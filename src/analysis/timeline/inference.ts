import ts from 'typescript';
import type { Found, FunctionRoot, StatementsRoot } from '../detect/detector';
import { isInitialRate, isTotalEpochs, isTotalSteps, plainName } from '../detect/vocabulary';
import { staticNameOf } from '../detect/arithmetic';
import { boundOf } from '../detect/repeated';
import type { LoadedProgram } from '../program/project';
import { contains } from '../program/syntax';
import type { GivenValue, GivenValues } from '../slice/given';
import type { IndexUnit, Parameter, TimelineValue } from '../../protocol/definition';
import { CalledWith } from './calledWith';
import { countedThing, startOf } from './counted';
import { lengthDividedBy } from './divisors';
import { lengthToBound } from './lengthToBound';
import { byNearness, type Evidence, fromSource } from './evidence';
import { ForeignDefaults } from './foreignDefaults';
import { type Implied, impliedBy } from './implied';
import { boundOfLoopNear } from './loopNear';
import { fromOneCall } from './oneCall';
import { settingFor } from './settingFor';
import { loopsOfCalls } from './loopsOfCalls';
import { type NearOptimizer, nearOptimizer } from './nearOptimizer';
import { type CallSite, roleOf, type Setting } from './settings';
import { isUndecided } from './undecided';

/** A value that the source has for a name which a definition leaves open, and where. */
export interface Inferred {
  readonly name: string;
  readonly value: GivenValue;
  /** The literal that holds a number; null when it is computed from others. */
  readonly literal: ts.Expression | null;
  readonly node: ts.Expression;
}

/** The values of inferred names. */
export function givenOf(inferred: readonly Inferred[]): GivenValues {
  return Object.fromEntries(inferred.map(({ name, value }) => [name, value]));
}

/** Finds values in a document for names that its definitions leave open; the nearest evidence first. */
export class Inference {
  private readonly byName = new Map<string, Setting[]>();
  private readonly foreign: ForeignDefaults;
  private readonly calls: CalledWith;

  /** @param settings and `callSites`: all of the program's main file, in the order of their places. */
  constructor(
    private readonly program: LoadedProgram,
    private readonly settings: readonly Setting[],
    private readonly callSites: readonly CallSite[],
    private readonly evidence: Evidence,
  ) {
    this.foreign = new ForeignDefaults(program);
    this.calls = new CalledWith(program, callSites, (name, found) => this.valueOf(name, found));
    for (const setting of settings) {
      const known = this.byName.get(setting.name);
      if (known === undefined) {
        this.byName.set(setting.name, [setting]);
      } else {
        known.push(setting);
      }
    }
  }

  /** Values for those of some names that the document has any for. */
  valuesFor(names: readonly string[], found: Found): readonly Inferred[] {
    const called = this.callValues(found);
    const undecided = this.calls.undecidedOf(found);
    const values = names.flatMap((name) => {
      if (undecided.has(name)) {
        return [];
      }
      const value = called.find((one) => one.name === name) ?? this.valueOf(name, found);
      return value === null ? [] : [value];
    });
    return fromOneCall(values, names, (name, expression) =>
      settingFor(name, expression, found, this.program),
    );
  }

  /**
   * What the calls of a definition's function, or of the constructor of its class, have for its parameters; for one that
   * has a default, only where all calls agree.
   */
  callValues(found: Found): readonly Inferred[] {
    return this.calls.valuesOf(found);
  }

  /**
   * How far a loop counts, by its head; null where that does not say. Of epochs that is how many there are; steps end on
   * the last one, or on the bound that is not reached.
   */
  lengthOf(loop: ts.Node | null, index: IndexUnit): TimelineValue | null {
    if (loop === null || !ts.isForStatement(loop)) {
      return null;
    }
    const head = boundOf(loop);
    const bound = head === null ? null : this.impliedOrNamed(head.bound, loop);
    if (head === null || typeof bound?.value !== 'number') {
      return null;
    }
    const begins = startOf(loop);
    const runs = bound.value - begins + (head.inclusive && index === 'epoch' ? 1 : 0);
    return runs >= 1 && head.bound.pos >= 0 ? fromSource(runs, head.bound) : null;
  }

  /** The length of the run that a function divides its index by. */
  lengthDividedBy(root: FunctionRoot, parameters: readonly Parameter[]): TimelineValue | null {
    return lengthDividedBy(root, parameters, this.program);
  }

  /** How many times a loop runs that ends when the rate which it divides or multiplies has come to a bound. */
  lengthToBound(loop: ts.Node, root: StatementsRoot): TimelineValue | null {
    return lengthToBound(loop, root, this.program);
  }

  /** How far the loop counts that calls a function with its variable for the index. */
  lengthOfCalls(found: Found): TimelineValue | null {
    for (const loop of loopsOfCalls(found, this.callSites, this.program)) {
      const length = this.lengthOf(loop, found.index);
      if (length !== null) {
        return length;
      }
    }
    return null;
  }

  /** The length of training that is written in a function around a definition, in its own unit. */
  lengthAround(found: Found): TimelineValue | null {
    if (countedThing(found) !== null) {
      return null;
    }
    const total = found.index === 'epoch' ? 'total-epochs' : 'total-steps';
    const around = this.settings.filter(
      ({ role, scope }) =>
        role === total && scope !== null && scope !== found.node && contains(scope, found.node),
    );
    const near = this.nearestOf(around, found.index === 'epoch' ? 'epochs' : 'totalSteps', found.node);
    return typeof near?.value === 'number' && near.value > 1 ? fromSource(near.value, near.node) : null;
  }

  /** The length of training that is written nearest to a definition, in its own unit. */
  lengthNear(found: Found): TimelineValue | null {
    const counted = countedThing(found);
    const near =
      counted === null
        ? this.valueOf(found.index === 'epoch' ? 'epochs' : 'totalSteps', found)
        : this.nearestOf(
            this.settings.filter(({ name }) => new RegExp(`^(?:n|num|max|total)?${counted}s$`).test(name)),
            'totalSteps',
            found.node,
          );
    return typeof near?.value === 'number' && near.value > 1 ? fromSource(near.value, near.node) : null;
  }

  /** The number of epochs of the training call that a definition stands in, or else of the nearest that says it. */
  epochsNear({ node }: Found): TimelineValue | null {
    for (const { place, expression } of this.evidence.epochsNear(node)) {
      const value = this.impliedOrNamed(expression, node)?.value;
      // Who trains one epoch at a time counts the epochs elsewhere.
      if (typeof value === 'number' && value > 1) {
        return fromSource(value, place);
      }
    }
    return null;
  }

  /** The rate of the optimizer nearest to a definition. */
  initialRateNear({ node }: Found): TimelineValue | null {
    const near = this.optimizerNear(node);
    return near === null ? null : fromSource(near.value, near.place);
  }

  /** The learning rate that is written nearest to a definition, by its name. */
  rateNear(found: Found): TimelineValue | null {
    const near = this.valueOf('learningRate', found);
    return typeof near?.value === 'number' ? fromSource(near.value, near.node) : null;
  }

  private impliedOrNamed(expression: ts.Expression, near: ts.Node): Implied | null {
    const implied = impliedBy(expression, this.program);
    const name = implied === null ? staticNameOf(expression) : null;
    return name === null ? implied : this.nearestOf(this.byName.get(plainName(name)) ?? [], name, near);
  }

  /** A value that stands under the same name somewhere, or under another one for the same thing. */
  private valueOf(name: string, found: Found): Inferred | null {
    const same = this.nearestOf(this.byName.get(plainName(name)) ?? [], name, found.node, found);
    if (same !== null) {
      return same;
    }
    const role = roleOf(name);
    const alike =
      role === null
        ? null
        : this.nearestOf(
            this.settings.filter((one) => one.role === role),
            name,
            found.node,
            found,
          );
    if (alike !== null) {
      return alike;
    }
    if (isInitialRate(name)) {
      return this.fromOptimizer(name, found);
    }
    return isTotalEpochs(name) || isTotalSteps(name)
      ? boundOfLoopNear(name, found, this.evidence, this.program)
      : null;
  }

  private nearestOf(
    settings: readonly Setting[],
    name: string,
    node: ts.Node,
    found: Found | null = null,
  ): Inferred | null {
    const others = settings.filter(({ value }) => !contains(node, value));
    for (const setting of byNearness(
      node,
      others,
      ({ value, scope }) => ({ node: value, scope }),
      this.program,
    )) {
      if (isUndecided(setting.value, this.program)) {
        return null;
      }
      const value = settingFor(name, setting.value, found, this.program);
      if (value !== null && !this.foreign.isForeign(value, node)) {
        return value;
      }
    }
    return null;
  }

  private fromOptimizer(name: string, found: Found): Inferred | null {
    const near = this.optimizerNear(found.node);
    return near === null
      ? null
      : { name, value: near.value, literal: near.literal, node: near.rate ?? near.place };
  }

  private optimizerNear(node: ts.Node): NearOptimizer | null {
    return nearOptimizer(node, this.evidence, (rate) => this.impliedOrNamed(rate, node));
  }
}
