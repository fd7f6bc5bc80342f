import ts from 'typescript';
import { staticNameOf } from '../detect/arithmetic';
import { bindingOf } from '../program/binding';
import type { LoadedProgram } from '../program/project';
import { staticName, unwrap } from '../program/syntax';

/** What of a training code may have at hand. */
export type TrainingPart = 'optimizer' | 'model';

const OPTIMIZER_NAME = /(?:^|_|[a-z](?=O))opt(?:im(?:i[sz]er)?)?s?_?$|^solver$/i;
const MODEL_NAME = /(?:^|_|[a-z](?=[MN]))(?:model|net|network)_?$/i;
const OPTIMIZER_TYPE = /Optimizer\b/;
const MODEL_TYPE = /\b(?:LayersModel|Sequential|GraphModel|Model)\b/;
const MODEL_MAKER =
  /^(?:sequential|model|loadLayersModel|(?:create|build|make|get|define|load|new)\w*(?:Model|Net|Network))$/;
const FACTORIES = new Set(['sgd', 'momentum', 'adam', 'adamax', 'adadelta', 'adagrad', 'rmsprop']);
/** Names that lead to names longer than this are taken to be cyclic. */
const MOST_STEPS = 4;

/** `tf.train.adam(…)` or `new tf.AdamOptimizer(…)`: makes an optimizer, whose rate is the first argument. */
export function isOptimizerFactory(node: ts.Node): node is ts.CallExpression | ts.NewExpression {
  if (ts.isNewExpression(node)) {
    return /^(?:SGD|Momentum|Adam|Adamax|Adadelta|Adagrad|RMSProp)Optimizer$/.test(
      staticNameOf(node.expression) ?? '',
    );
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) {
    return false;
  }
  const { name, expression } = node.expression;
  return FACTORIES.has(name.text) && staticNameOf(expression) === 'train';
}

/** The part of a training that an expression stands for, by its name, its type or what it was made of. */
export function partOf(
  expression: ts.Expression,
  program: LoadedProgram,
  steps = MOST_STEPS,
): TrainingPart | null {
  const inner = unwrap(expression);
  if (isOptimizerFactory(inner)) {
    return 'optimizer';
  }
  if (ts.isCallExpression(inner)) {
    const name = staticNameOf(inner.expression) ?? '';
    return MODEL_MAKER.test(name) ? 'model' : /optimizer$/i.test(name) ? 'optimizer' : null;
  }
  if (ts.isAwaitExpression(inner)) {
    return partOf(inner.expression, program, steps);
  }
  const name = staticNameOf(inner);
  const byName = name === null ? null : partOfName(name);
  if (byName !== null || !ts.isIdentifier(inner) || steps === 0) {
    return byName;
  }
  const binding = bindingOf(inner, program);
  return binding.kind === 'declared' ? partDeclared(binding.declaration, program, steps - 1) : null;
}

/** The part of a training that people give a name to. */
export function partOfName(name: string): TrainingPart | null {
  return OPTIMIZER_NAME.test(name) ? 'optimizer' : MODEL_NAME.test(name) ? 'model' : null;
}

/** The part of a training that a declaration stands for; null for what is something else, whatever it is called. */
export function partDeclared(
  declaration: ts.Declaration,
  program: LoadedProgram,
  steps = MOST_STEPS,
): TrainingPart | null {
  if (ts.isBindingElement(declaration)) {
    const name = staticName(declaration.propertyName ?? declaration.name);
    return name === null || declaration.initializer !== undefined ? null : partOfName(name);
  }
  if (!ts.isParameter(declaration) && !ts.isVariableDeclaration(declaration)) {
    return null;
  }
  const { initializer, type } = declaration;
  if (type !== undefined) {
    const text = type.getText();
    if (OPTIMIZER_TYPE.test(text) || MODEL_TYPE.test(text)) {
      return OPTIMIZER_TYPE.test(text) ? 'optimizer' : 'model';
    }
  }
  const name = staticName(declaration.name);
  if (initializer !== undefined) {
    const made = unwrap(initializer);
    const holds =
      ts.isCallExpression(made) ||
      ts.isNewExpression(made) ||
      ts.isAwaitExpression(made) ||
      ts.isPropertyAccessExpression(made) ||
      ts.isElementAccessExpression(made) ||
      made.kind === ts.SyntaxKind.NullKeyword;
    return partOf(initializer, program, steps) ?? (holds && name !== null ? partOfName(name) : null);
  }
  return name === null ? null : partOfName(name);
}

/** The part of a training that a parameter is for, be it a whole one or a member of an object. */
export function partOfParameter(name: string, parameter: ts.ParameterDeclaration): TrainingPart | null {
  const text = parameter.type?.getText() ?? '';
  if (staticName(parameter.name) === name) {
    return OPTIMIZER_TYPE.test(text) ? 'optimizer' : MODEL_TYPE.test(text) ? 'model' : partOfName(name);
  }
  return partOfName(name);
}

/** What of tf.js is of training alone, which a replay has stand-ins for. */
const OF_TRAINING =
  /^(?:train|Callback|CustomCallback|BaseCallback|EarlyStopping|callbacks|nextFrame|memory|\w*Optimizer|sequential|model|loadLayersModel)$/;

/** Whether a use of tf.js, be it of its namespace or of one of its exports, is of training alone. */
export function isOfTraining(identifier: ts.Identifier, imported: string): boolean {
  if (imported !== '*' && imported !== 'default') {
    return OF_TRAINING.test(imported);
  }
  const { parent } = identifier;
  return (
    ts.isPropertyAccessExpression(parent) &&
    parent.expression === identifier &&
    OF_TRAINING.test(parent.name.text)
  );
}
