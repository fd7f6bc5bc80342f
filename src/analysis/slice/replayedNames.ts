import ts from 'typescript';
import type { Binding } from '../program/binding';
import type { LoadedProgram } from '../program/project';
import { partDeclared, partOfName, type TrainingPart } from '../replay/training';

/** A use of the optimizer or the model in training, which the driver stands in for. */
export interface TrainingUse {
  /** The name itself, or the access to a member of it. */
  readonly node: ts.Expression;
  readonly part: TrainingPart;
}

/** The code that stands for a part of the training. */
export function trainingCode(part: TrainingPart): string {
  return `($lr as any).${part}`;
}

/** Reads a name as that of a part of the training, or of an object that has one: `trainer.optimizer`. */
export function trainingUse(
  identifier: ts.Identifier,
  binding: Binding,
  program: LoadedProgram,
): TrainingUse | null {
  const declaration = binding.kind === 'declared' ? binding.declaration : null;
  const part =
    declaration !== null
      ? partDeclared(declaration, program)
      : binding.kind === 'global'
        ? partOfName(binding.name)
        : null;
  if (part !== null) {
    return { node: identifier, part };
  }
  return declaration !== null && (ts.isParameter(declaration) || ts.isVariableDeclaration(declaration))
    ? heldBy(identifier)
    : null;
}

/** Reads a member of `this` as a part of the training, or as an object that has one: `this.trainer.optimizer`. */
export function trainingOfMember(access: ts.PropertyAccessExpression): TrainingUse | null {
  const part = partOfName(access.name.text);
  return part === null ? heldBy(access) : { node: access, part };
}

function heldBy(holder: ts.Expression): TrainingUse | null {
  const { parent } = holder;
  const part =
    ts.isPropertyAccessExpression(parent) && parent.expression === holder
      ? partOfName(parent.name.text)
      : null;
  return part === null ? null : { node: parent as ts.PropertyAccessExpression, part };
}

/** The words by which a node waits. Hooks are called one after another, so what they wait for is there at once. */
export function waitingTokens(node: ts.Node): readonly ts.Node[] {
  if (ts.isAwaitExpression(node)) {
    return node.getChildren().slice(0, 1);
  }
  if (ts.isForOfStatement(node)) {
    return node.awaitModifier === undefined ? [] : [node.awaitModifier];
  }
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  return modifiers.filter(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
}
