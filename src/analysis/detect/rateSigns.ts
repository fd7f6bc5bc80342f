import ts from 'typescript';
import { rateOperands, some } from './arithmetic';

/** Whether code looks as if it made learning rates: of rates by name, of numbers below 1, or with the words of schedules. */
export function looksLikeRates(code: readonly ts.Node[]): boolean {
  return code.some(
    (part) =>
      rateOperands(part) ||
      some(
        part,
        (node) =>
          isSmall(node) ||
          (ts.isIdentifier(node) && /decay|gamma|warm_?up|peak|anneal|cos|pow|exp$/i.test(node.text)),
      ),
  );
}

function isSmall(node: ts.Node): boolean {
  return ts.isNumericLiteral(node) && Number(node.text) > 0 && Number(node.text) < 1;
}

/** Whether the text of a declaration, or the comment above it, mentions learning rates. */
export function speaksOfRates(node: ts.Node): boolean {
  let outer = node;
  while (!ts.isStatement(outer) && !ts.isClassElement(outer) && !ts.isObjectLiteralElement(outer)) {
    outer = outer.parent;
  }
  return /learning[\s_-]?rate|\blrs?\b/i.test(outer.getFullText());
}

/** Whether a file is about training at all: learning rates or an optimizer, in code or in words. */
export function isOfTraining(text: string): boolean {
  return /[Ll]earning[\s_-]?[Rr]ate|LEARNING_RATE|\blrs?\b|\blr[A-Z_]|[a-z]L[rR]s?\b|_lr\b|\bLR|_LR\b|[Oo]ptimi[sz]er/.test(
    text,
  );
}
