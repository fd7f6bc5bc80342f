import type ts from 'typescript';
import { indentationAt } from '../../edits/codeStyle';
import type { Splice } from '../../edits/splice';
import type { Fix, FixContext } from '../check';
import { unsafeType } from './jsonSafety';
import { memberWith } from './memberOf';
import { configMethod, givenConfig, type ScheduleClass } from './scheduleClass';

/** Lines up to here are left whole. */
const LINE_WIDTH = 80;

/** Writes the `getConfig` that gives the constructor all it asks for; null where the class does not keep all of it. */
export function configFix(schedule: ScheduleClass, { program, style }: FixContext): Fix | null {
  const values = schedule.values.map((value) => ({ ...value, member: memberWith(value, schedule) }));
  if (values.some(({ member, type }) => member === null || unsafeType(type, program) !== null)) {
    return null;
  }
  const method = configMethod(schedule);
  const anchor: ts.Node = method ?? schedule.constructorNode;
  const { text } = anchor.getSourceFile();
  const indentation = indentationAt(text, anchor.getStart());
  const inner = indentation + style.indent;
  const pairs = values.map(({ name, member }) => `${name}: ${member ?? ''}`);
  const line = `{ ${pairs.join(', ')} }`;
  const long = ['{', ...pairs.map((pair) => `${inner}${style.indent}${pair},`), `${inner}}`].join(
    style.lineBreak,
  );
  const object = `${inner}return ${line};`.length <= LINE_WIDTH ? line : long;
  return {
    title: 'Generate getConfig from the constructor',
    isPreferred: true,
    splices: [
      method === null ? added(schedule, object, indentation, style) : replaced(method, object, style, inner),
    ],
  };
}

function replaced(
  method: ts.MethodDeclaration,
  object: string,
  { lineBreak, semicolons }: FixContext['style'],
  inner: string,
): Splice {
  const given = givenConfig(method);
  if (given !== null) {
    return { start: given.object.getStart(), end: given.object.getEnd(), text: object };
  }
  const body = method.body ?? method;
  const outer = indentationAt(method.getSourceFile().text, method.getStart());
  const code = `{${lineBreak}${inner}return ${object}${semicolons ? ';' : ''}${lineBreak}${outer}}`;
  return { start: body.getStart(), end: body.getEnd(), text: code };
}

/** After the last member of the class. */
function added(
  { declaration }: ScheduleClass,
  object: string,
  indentation: string,
  { lineBreak, indent, semicolons }: FixContext['style'],
): Splice {
  const end = declaration.members.at(-1)?.getEnd() ?? declaration.getEnd() - 1;
  const lines = [
    '',
    '',
    `${indentation}getConfig() {`,
    `${indentation}${indent}return ${object}${semicolons ? ';' : ''}`,
    `${indentation}}`,
  ];
  return { start: end, end, text: lines.join(lineBreak) };
}
