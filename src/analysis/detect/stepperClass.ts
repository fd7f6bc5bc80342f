import ts from 'typescript';
import { moduleKind } from '../program/modules';
import { bindingOfExpression } from '../program/binding';
import { lastName } from '../program/syntax';
import { holderName } from './functionNames';
import { isNamedForRates, readStepper, type StepperReading } from '../replay/steppers';
import { followsMetric } from './metricDriven';
import type { Detector, Found } from './detector';

/** A class that is stepped, as PyTorch's schedulers are: optimizer or base rate in, `step()` and `getLr()` out. */
export const stepperClass: Detector = {
  kinds: [ts.SyntaxKind.ClassDeclaration, ts.SyntaxKind.ClassExpression],
  visit(node, program) {
    if (!ts.isClassLike(node)) {
      return null;
    }
    const name = node.name?.text ?? holderName(node as ts.ClassExpression);
    const reading = readStepper(node, name, program);
    return reading === null ? null : found('stepper-class', node, node, reading, name, null);
  },
};

/**
 * `new StepLR(optimizer, 30)` of a class in another file, which is a definition there; and one that is made of others, in
 * whichever file.
 */
export const stepperInstance: Detector = {
  kinds: [ts.SyntaxKind.NewExpression],
  visit(node, program) {
    if (!ts.isNewExpression(node) || !isNamedForRates(lastName(node.expression))) {
      return null;
    }
    const binding = bindingOfExpression(node.expression, program);
    if (binding?.kind === 'external') {
      return ofPackage(node, binding.specifier, binding.name);
    }
    const declaration = binding?.kind === 'declared' ? binding.declaration : null;
    if (declaration === null || !ts.isClassLike(declaration)) {
      return null;
    }
    const isComposed = (node.arguments ?? []).some(holdsInstance);
    if (!isComposed && declaration.getSourceFile() === node.getSourceFile()) {
      return null;
    }
    const name = declaration.name?.text ?? null;
    const reading = readStepper(declaration, name, program);
    return reading === null
      ? null
      : found(isComposed ? 'composition' : 'stepper-class', node, node, reading, name, node.expression);
  },
};

/** PyTorch's names, which many packages have for their schedulers. */
const KNOWN =
  /^(?:Step|MultiStep|Exponential|CosineAnnealing|Linear|Polynomial|OneCycle|Cyclic|Constant|Lambda|Multiplicative|Warmup|Sequential|Chained)LR$|^CosineAnnealingWarmRestarts$|^ReduceLROnPlateau$/;

/** A scheduler of another package is what it is, though it cannot be run here. */
function ofPackage(node: ts.NewExpression, specifier: string, name: string): Found | null {
  if (!KNOWN.test(name) || moduleKind(specifier) !== 'external') {
    return null;
  }
  const followsTraining = name === 'ReduceLROnPlateau';
  const reason = followsTraining
    ? followsMetric('a metric')
    : `needs ${specifier}, which a preview cannot load`;
  return {
    kind: followsTraining ? 'metric-driven' : 'stepper-class',
    node,
    root: { kind: 'nothing', node, reason },
    form: 'value',
    index: 'epoch',
    schedule: name,
    constructorNode: node.expression,
  };
}

/** Whether an argument is, or lists, what is made anew from a class that is named for rates. */
function holdsInstance(argument: ts.Node): boolean {
  if (ts.isArrayLiteralExpression(argument)) {
    return argument.elements.some(holdsInstance);
  }
  return ts.isNewExpression(argument) && isNamedForRates(lastName(argument.expression));
}

function found(
  kind: 'stepper-class' | 'composition',
  node: ts.Node,
  subject: ts.ClassLikeDeclaration | ts.Expression,
  { concern, called, index, metric, startsFromOptimizer, countsAlone }: StepperReading,
  schedule: string | null,
  constructorNode: ts.Node | null,
): Found {
  const common = { node, index, schedule, constructorNode } as const;
  return metric === null
    ? {
        ...common,
        kind,
        root: {
          kind: 'replay',
          subject,
          as: 'stepper',
          called,
          skipped: concern.skipped(),
          words: concern.words,
          startsFromOptimizer,
          countsAlone,
        },
        form: 'stepper',
      }
    : {
        ...common,
        kind: 'metric-driven',
        root: { kind: 'nothing', node, reason: followsMetric(metric) },
        form: 'value',
      };
}
