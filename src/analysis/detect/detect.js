import ts from 'typescript';
import { scheduleInstance } from './scheduleInstance';
import { schedulerCallback } from './schedulerCallback';
import { scheduleSubclass } from './scheduleSubclass';
/** In the order of their claim on a node. */
const DETECTORS = [scheduleSubclass, schedulerCallback, scheduleInstance];
/** The most definitions reported for one file. */
export const MOST_DEFINITIONS = 500;
/**
 * Finds the definitions of a file, in the order of their places. One that stands inside another is part of it: the
 * outermost is what a person would plot.
 */
export function detect(program) {
  const found = [];
  const visit = (node) => {
    if (found.length >= MOST_DEFINITIONS || ts.isTypeNode(node)) {
      return;
    }
    for (const detector of DETECTORS) {
      const definition = detector.visit(node, program);
      if (definition !== null) {
        found.push(definition);
        return;
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(program.main);
  return found;
}
