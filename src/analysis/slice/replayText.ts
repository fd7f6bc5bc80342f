import ts from 'typescript';
import type { ReplayRoot } from '../detect/detector';
import type { LoadedProgram } from '../program/project';
import { staticName } from '../program/syntax';
import { isHookName } from '../replay/callbacks';
import { partOfParameter } from '../replay/training';
import { callText, constructorParameters } from './constructorArguments';
import { liveNames } from './deadCode';
import type { RootText } from './emit';
import type { GivenValues } from './given';
import type { Reacher } from './reach';
import { trainingCode } from './replayedNames';

/** Follows what a callback or stepper needs, and writes what hands it to the driver. */
export function replayText(
  root: ReplayRoot,
  given: GivenValues,
  reacher: Reacher,
  program: LoadedProgram,
): RootText {
  const { subject, as, called } = root;
  const end = root.countsAlone ? ', alone: true }' : ' }';
  called.forEach((name) => reacher.mention(name));
  reacher.mention('setModel');
  reacher.mention('setParams');
  if (!ts.isClassLike(subject)) {
    reacher.reachOwn(subject);
    return { node: subject, parts: [`{ ${as}: `, subject, end] };
  }
  reacher.reach(subject);
  const parameters = constructorParameters(subject, program);
  const live = liveNames(subject, given, program, root.skipped);
  const call = callText(parameters, given, program, (position, member) => {
    const parameter = parameters[position];
    const name = member ?? (parameter === undefined ? null : staticName(parameter.name));
    if (parameter === undefined || name === null) {
      return null;
    }
    const part = partOfParameter(name, parameter);
    if (part !== null) {
      return trainingCode(part);
    }
    // What has nothing to do with the rate need not be there.
    return root.words.has(name) && live.has(name)
      ? member === null
        ? holderOfTraining(name, subject)
        : null
      : 'undefined';
  });
  reacher.noteCall(call);
  return ts.isClassDeclaration(subject) && subject.name !== undefined
    ? { node: subject, parts: [`{ ${as}: new ${subject.name.text}(${call.text})${end}`] }
    : { node: subject, parts: [`{ ${as}: new (`, subject, `)(${call.text})${end}`] };
}

/** What stands for an object of which the model or the optimizer is used; null for one of other use. */
function holderOfTraining(name: string, subject: ts.Node): string | null {
  return new RegExp(`\\b${name}\\s*[?!]?\\.\\s*(?:optimizer|model)\\b`).test(subject.getText())
    ? `{ optimizer: ${trainingCode('optimizer')}, model: ${trainingCode('model')} }`
    : null;
}

/** The code that stands for a member of what is replayed; null for one that stands for itself. */
export function replayedAs(node: ts.Node, { subject, called, words }: ReplayRoot): string | null {
  if (!ts.isObjectLiteralElementLike(node) || !ts.isObjectLiteralExpression(node.parent)) {
    return null;
  }
  if (node.parent !== subject && !isHandedOn(node.parent)) {
    return null;
  }
  if (ts.isSpreadAssignment(node)) {
    return '...{}';
  }
  const name = staticName(node.name);
  if (name === null || called.includes(name) || (!isHookName(name) && words.has(name))) {
    return null;
  }
  return `${JSON.stringify(name)}: undefined`;
}

/** Whether an object is made of hooks for a callback of tf.js: `super({ … })`, `new tf.CustomCallback({ … })`. */
function isHandedOn(object: ts.ObjectLiteralExpression): boolean {
  const { parent } = object;
  return (
    ((ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.SuperKeyword) ||
      ts.isNewExpression(parent)) &&
    object.properties.some(
      (property) => property.name !== undefined && isHookName(staticName(property.name) ?? ''),
    )
  );
}
