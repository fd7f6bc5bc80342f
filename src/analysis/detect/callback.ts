import ts from 'typescript';
import type { LoadedProgram } from '../program/project';
import { contains, isFunctionScope, unwrap, wrapped } from '../program/syntax';
import { staticNameOf } from './arithmetic';
import { type CallbackReading, isHookName, readCallbackClass, readCallbackObject } from '../replay/callbacks';
import { functionAround } from '../replay/leaves';
import { rateWritten } from '../replay/rateWrites';
import { baseOf, isAbstract } from '../replay/units';
import { staticName } from '../program/syntax';
import { RATE_METHODS } from '../../protocol/slice';
import { classOfThis, memberSource } from '../slice/members';
import { consumedFunction } from './consumedFunction';
import type { Detector, Found } from './detector';
import { functionName } from './functionNames';
import { followsMetric } from './metricDriven';
import { assignmentAt } from './rateAssignment';

/** `class X extends tf.Callback` with hooks that set the rate. */
export const callbackClass: Detector = {
  kinds: [ts.SyntaxKind.ClassDeclaration, ts.SyntaxKind.ClassExpression],
  visit(node, program) {
    if (!ts.isClassLike(node) || isAbstract(node) || !mayBeCallback(node)) {
      return null;
    }
    const reading = readCallbackClass(node, program);
    if (reading === null || isOnlySite(node, reading, program)) {
      return null;
    }
    return found(node, node, reading, node.name?.text ?? null, null);
  },
};

/** `{ onEpochBegin: … }` with hooks that set the rate, by itself or in `new tf.CustomCallback(…)`. */
export const callbackObject: Detector = {
  kinds: [ts.SyntaxKind.ObjectLiteralExpression],
  visit(node, program) {
    if (!ts.isObjectLiteralExpression(node) || !node.properties.some(isHook)) {
      return null;
    }
    const reading = readCallbackObject(node, program);
    if (reading === null || isOnlySite(node, reading, program)) {
      return null;
    }
    const outer = wrapped(node).parent;
    const maker = ts.isNewExpression(outer) ? outer : null;
    return found(maker ?? node, node, reading, null, maker?.expression ?? null);
  },
};

function isHook(property: ts.ObjectLiteralElementLike): boolean {
  return property.name !== undefined && isHookName(staticName(property.name) ?? '');
}

/** Whether a class has hooks, or may hand some to `CustomCallback`. */
function mayBeCallback(declaration: ts.ClassLikeDeclaration): boolean {
  const base = baseOf(declaration);
  return (
    declaration.members.some((member) => isHookName(staticName(member.name) ?? '')) ||
    (base !== null && /Callback$/.test(staticNameOf(base) ?? ''))
  );
}

function found(
  node: ts.Node,
  subject: ts.ClassLikeDeclaration | ts.Expression,
  reading: CallbackReading,
  schedule: string | null,
  constructorNode: ts.Node | null,
): Found {
  const { concern, hooks, index, metric, startsFromOptimizer, actsLater } = reading;
  const covers = concern.writesOutside((one) => contains(node, one)).flatMap((one) => coveredBy(one));
  const kind = ts.isClassLike(subject) ? 'callback-class' : 'callback-object';
  const common = { node, index, schedule, constructorNode, covers, ...nameIn(node, hooks.values()) } as const;
  if (metric !== null) {
    return {
      ...common,
      kind: 'metric-driven',
      root: { kind: 'nothing', node, reason: followsMetric(metric) },
      form: 'value',
    };
  }
  const kept = [...hooks].filter(([, unit]) => concern.isConcerned(unit)).map(([name]) => name);
  return {
    ...common,
    kind,
    root: {
      kind: 'replay',
      subject,
      as: 'callback',
      called: kept,
      skipped: concern.skipped(),
      words: concern.words,
      startsFromOptimizer,
      countsAlone: false,
    },
    form: index === 'epoch' ? 'epoch-callback' : 'step-callback',
    ...(actsLater && { note: 'set at the end of each epoch, so that it acts from the next one on' }),
  };
}

/** What else may be taken for a definition at a place that sets the rate. */
function coveredBy(write: ts.Node): readonly ts.Node[] {
  const value = ts.isCallExpression(write) ? write.arguments : [];
  return [write, ...value];
}

/** An object without a name of its own goes by that of the list that it stands in or of what returns it, at its first hook. */
function nameIn(node: ts.Node, hooks: Iterable<ts.Node>): Pick<Found, 'name'> {
  const [first] = hooks;
  if (!ts.isExpression(node) || first === undefined || !contains(node, first)) {
    return {};
  }
  const { parent } = wrapped(node);
  const maker = ts.isReturnStatement(parent)
    ? functionAround(parent)
    : ts.isArrowFunction(parent)
      ? parent
      : null;
  const made = maker !== null && isFunctionScope(maker) ? functionName(maker) : null;
  if (made !== null) {
    return { name: { name: made, node: hookName(first) } };
  }
  if (!ts.isArrayLiteralExpression(parent)) {
    return {};
  }
  const holder = wrapped(parent).parent;
  const isNamed = ts.isPropertyAssignment(holder) || ts.isVariableDeclaration(holder);
  const name = isNamed ? staticName(holder.name) : null;
  return name === null ? {} : { name: { name, node: hookName(first) } };
}

function hookName(hook: ts.Node): ts.Node {
  const named = ts.isMethodDeclaration(hook) ? hook.name : hook.parent;
  return ts.isPropertyAssignment(named) ? named.name : named;
}

/**
 * Whether a callback does no more than set what a function gives: one of this file, which is the schedule then, or one
 * that it is handed, whatever that may be.
 */
function isOnlySite(node: ts.Node, { concern, metric }: CallbackReading, program: LoadedProgram): boolean {
  const writes = concern.code().flatMap(({ facts }) => facts.writes);
  return (
    metric === null &&
    writes.length > 0 &&
    writes.every((write) => {
      const value = rateWritten(write, program);
      const declaration = value !== null && ts.isIdentifier(value) ? program.names.lookUp(value) : null;
      const made =
        declaration !== null && ts.isVariableDeclaration(declaration) ? declaration.initializer : value;
      if (made != null && isHandedIn(made, program)) {
        return true;
      }
      const assignment = assignmentAt(declaration ?? write);
      const consumed = assignment === null ? null : consumedFunction(assignment, program);
      return consumed !== null && !contains(node, consumed.node);
    })
  );
}

/** Whether a value is had from a function or a schedule that a parameter brings. */
function isHandedIn(value: ts.Expression, program: LoadedProgram): boolean {
  const call = unwrap(value);
  if (!ts.isCallExpression(call)) {
    return false;
  }
  const callee = unwrap(call.expression);
  const isMethod =
    ts.isPropertyAccessExpression(callee) && RATE_METHODS.some((name) => name === callee.name.text);
  return isBrought(callee, program) || (isMethod && isBrought(unwrap(callee.expression), program));
}

function isBrought(expression: ts.Expression, program: LoadedProgram): boolean {
  if (ts.isIdentifier(expression)) {
    const declaration = program.names.lookUp(expression);
    return declaration !== null && ts.isParameter(declaration) && declaration.initializer === undefined;
  }
  const isOwn =
    ts.isPropertyAccessExpression(expression) && expression.expression.kind === ts.SyntaxKind.ThisKeyword;
  const owner = isOwn ? classOfThis(expression) : null;
  const source = isOwn && owner !== null ? memberSource(owner, expression.name.text) : null;
  return (
    source !== null &&
    (ts.isParameter(source)
      ? source.initializer === undefined
      : ts.isIdentifier(source) && isBrought(source, program))
  );
}
