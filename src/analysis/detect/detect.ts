import ts from 'typescript';
import type { LoadedProgram } from '../program/project';
import { callbackClass, callbackObject } from './callback';
import { composition } from './composition';
import type { Detector, Found } from './detector';
import { metricDriven } from './metricDriven';
import { phantomApi } from './phantomApi';
import { rateInCode } from './rateInCode';
import { scheduleFactory } from './scheduleFactory';
import { scheduleFunction } from './scheduleFunction';
import { scheduleInstance } from './scheduleInstance';
import { schedulerCallback } from './schedulerCallback';
import { scheduleSubclass } from './scheduleSubclass';
import { stepperClass, stepperInstance } from './stepperClass';

/** In the order of their claim on a node. */
const DETECTORS: readonly Detector[] = [
  scheduleSubclass,
  callbackClass,
  callbackObject,
  stepperClass,
  schedulerCallback,
  phantomApi,
  stepperInstance,
  composition,
  scheduleInstance,
  scheduleFactory,
  scheduleFunction,
  rateInCode,
  metricDriven,
];

/** The detectors that look at each kind of node: most kinds are of no interest to any. */
const BY_KIND: ReadonlyMap<ts.SyntaxKind, readonly Detector[]> = new Map(
  Array.from({ length: ts.SyntaxKind.Count }, (_, kind: ts.SyntaxKind) => [
    kind,
    DETECTORS.filter(({ kinds }) => kinds?.includes(kind) ?? true),
  ]),
);

/** The most definitions reported for one file. */
export const MOST_DEFINITIONS = 500;

/**
 * Finds the definitions in a top-level statement, in the order of their places. One that stands inside another is part of
 * it: the outermost is what a person would plot.
 */
export function detect(statement: ts.Statement, program: LoadedProgram): readonly Found[] {
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    if (found.length >= MOST_DEFINITIONS || ts.isTypeNode(node)) {
      return;
    }
    for (const detector of BY_KIND.get(node.kind) ?? []) {
      const definition = detector.visit(node, program);
      if (definition !== null) {
        found.push(definition);
        return;
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return found;
}
