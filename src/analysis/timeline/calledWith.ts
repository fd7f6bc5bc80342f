import ts from 'typescript';
import { staticNameOf } from '../detect/arithmetic';
import type { Found, ReplayRoot } from '../detect/detector';
import { functionName, holderName } from '../detect/functionNames';
import { indexName } from '../detect/vocabulary';
import type { LoadedProgram } from '../program/project';
import { contains, isFunctionScope, staticName } from '../program/syntax';
import { functionAround } from '../replay/leaves';
import { constructorParameters } from '../slice/constructorArguments';
import { classOfThis } from '../slice/members';
import { byNearness } from './evidence';
import { objectBehind, sameValue } from './fitting';
import { type Implied, impliedBy, impliedByProperty } from './implied';
import type { Inferred } from './inference';
import type { CallSite } from './settings';
import { isUndecided } from './undecided';

/** What a call hands over for a parameter: a value, or one of several that nothing in the source decides between. */
type Passed = { readonly value: Inferred } | { readonly undecided: string };

/** Tells what the calls of a document hand over to the functions and classes of its definitions. */
export class CalledWith {
  /** @param named the value that the document has for a name, where an argument says no more than that. */
  constructor(
    private readonly program: LoadedProgram,
    private readonly callSites: readonly CallSite[],
    private readonly named: (name: string, found: Found) => Inferred | null,
  ) {}

  /** The values that calls have for parameters; for one that has a default, only where all calls agree. */
  valuesOf(found: Found): readonly Inferred[] {
    return this.passedTo(found).flatMap((one) => ('value' in one ? [one.value] : []));
  }

  /** The parameters that are handed one value or another, such as `small ? 0.002 : RATE`, by what the source leaves open. */
  undecidedOf(found: Found): ReadonlySet<string> {
    return new Set(this.passedTo(found).flatMap((one) => ('undecided' in one ? [one.undecided] : [])));
  }

  private passedTo(found: Found): readonly Passed[] {
    const { root } = found;
    if (root.kind === 'function') {
      const callee = root.made ?? root.fn;
      const name = functionName(callee);
      const own = name === null ? [] : this.argumentsOf(name, callee.parameters, found, false);
      return [...own, ...this.valuesOfMaker(callee, found), ...this.constructorValues(callee, found)];
    }
    if (root.kind === 'replay') {
      return this.replayValues(root, found);
    }
    return root.kind === 'statements' ? this.valuesAround(root.anchor, found) : [];
  }

  /** What the class of a callback or stepper is made with; of an object, what the function around it is called with. */
  private replayValues({ subject }: ReplayRoot, found: Found): readonly Passed[] {
    if (ts.isClassLike(subject)) {
      const name = subject.name?.text ?? holderName(subject as ts.ClassExpression);
      return name === null
        ? []
        : this.argumentsOf(name, constructorParameters(subject, this.program), found, true);
    }
    return this.valuesAround(subject, found);
  }

  /** What the function around a node is called with, and what the class around it is made with. */
  private valuesAround(node: ts.Node, found: Found): readonly Passed[] {
    const around = functionAround(node);
    const name = around === null || !isFunctionScope(around) ? null : functionName(around);
    const own =
      name === null || around === null || !isFunctionScope(around)
        ? []
        : this.argumentsOf(name, around.parameters, found, false);
    return [...own, ...this.constructorValues(node, found)];
  }

  /** What the functions around a function are called with: one of them may make an object that holds it. */
  private valuesOfMaker(callee: ts.Node, found: Found): readonly Passed[] {
    const around = functionAround(callee);
    if (around === null || !isFunctionScope(around)) {
      return [];
    }
    const name = functionName(around);
    const own = name === null ? [] : this.argumentsOf(name, around.parameters, found, false);
    return [...own, ...this.valuesOfMaker(around, found)];
  }

  private constructorValues(node: ts.Node, found: Found): readonly Passed[] {
    const owner = classOfThis(node) ?? (ts.isClassLike(node.parent) ? node.parent : null);
    const constructor = owner?.members.find(ts.isConstructorDeclaration);
    const name = owner?.name?.text;
    return constructor === undefined || name === undefined
      ? []
      : this.argumentsOf(name, constructor.parameters, found, true);
  }

  private argumentsOf(
    callee: string,
    parameters: readonly ts.ParameterDeclaration[],
    found: Found,
    constructs: boolean,
  ): readonly Passed[] {
    const sites = this.callSites.filter(
      ({ name, call }) =>
        name === callee && ts.isNewExpression(call) === constructs && !contains(found.node, call),
    );
    const near = byNearness(found.node, sites, ({ call, scope }) => ({ node: call, scope }), this.program);
    return parameters.flatMap((parameter, position) => {
      const name = staticName(parameter.name);
      const passed = near.flatMap(({ call }) => {
        const argument = call.arguments?.[position];
        return argument === undefined || ts.isSpreadElement(argument) ? [] : [argument];
      });
      const [nearest] = passed.flatMap((argument) => objectBehind(argument, this.program) ?? []);
      if (nearest !== undefined) {
        return this.membersOf(nearest);
      }
      if (name !== null && passed.some((argument) => isUndecided(argument, this.program))) {
        return [{ undecided: name }];
      }
      const values = passed.flatMap((argument) => this.argumentValue(argument, found) ?? []);
      const [value] = values;
      const optional = parameter.initializer !== undefined || parameter.questionToken !== undefined;
      const agree =
        values.length === near.length && values.every((other) => sameValue(other.value, value?.value));
      return name === null || value === undefined || (optional && !agree)
        ? []
        : [{ value: { ...value, name } }];
    });
  }

  private argumentValue(argument: ts.Expression, found: Found): Implied | null {
    const implied = impliedBy(argument, this.program);
    if (implied !== null) {
      return implied;
    }
    const name = staticNameOf(argument);
    return name === null || indexName(name)?.strong === true ? null : this.named(name, found);
  }

  private membersOf(object: ts.ObjectLiteralExpression): readonly Passed[] {
    return object.properties.flatMap((property) => {
      const name = property.name === undefined ? null : staticName(property.name);
      const expression = ts.isPropertyAssignment(property)
        ? property.initializer
        : ts.isShorthandPropertyAssignment(property)
          ? property.name
          : null;
      const value = name === null || expression === null ? null : impliedByProperty(expression, this.program);
      return name === null || value === null ? [] : [{ value: { ...value, name } }];
    });
  }
}
