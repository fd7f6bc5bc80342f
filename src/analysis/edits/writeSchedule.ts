import ts from 'typescript';
import type { WriteScheduleEditResult } from '../../protocol/server';
import type { LoadedProgram } from '../program/project';
import { type ClassReference, classReference } from './classReference';
import { type CodeStyle, codeStyleOf } from './codeStyle';
import { leadingImports } from './imports';
import { afterStatement, holdingStatement, type Insertion, needsSemicolon, topOf } from './insertion';
import { importPlace } from './libraryImport';
import { mentionedNames, uniqueName } from './names';
import { constantNameOf, refusalOf, type ScheduleRequest, scheduleStatement } from './scheduleCode';
import { movedOffset, rangeIn, replacements, type Splice, spliced } from './splice';
import { refusalOfIncomplete } from './incomplete';

/**
 * Computes the edits that put `const name = new Class({ … });` into a document, with the import it needs.
 * @param definition what the schedule is put behind: after the statement that holds it; null for after the imports
 */
export function writeSchedule(
  program: LoadedProgram,
  definition: ts.Node | null,
  request: ScheduleRequest,
): WriteScheduleEditResult {
  const { main: file, faults } = program;
  const incomplete = refusalOfIncomplete(faults);
  if (incomplete !== null) {
    return incomplete;
  }
  const reason = refusalOf(request);
  if (reason !== null) {
    return { kind: 'refused', reason };
  }
  const style = codeStyleOf(file);
  const reference = classReference(request.schedule, program, style);
  const imported = reference.kind === 'new' ? importPlace(file, style) : null;
  const place = declarationPlace(file, definition, reference, imported, style);
  const name = uniqueName(
    constantNameOf(request.schedule),
    new Set([...mentionedNames(file), reference.name]),
  );
  const code = scheduleStatement(
    name,
    reference.name,
    request,
    needsSemicolon(place, file.text) ? { ...style, semicolons: true } : style,
    place.indentation,
  );
  const splices = allSplices(reference, imported, place, code);
  const text = spliced(file.text, splices);
  const start = text.indexOf(
    code,
    movedOffset(
      place.start,
      splices.filter(({ start: at }) => at < place.start),
    ),
  );
  return {
    kind: 'edits',
    written: {
      edits: replacements(file.text, splices),
      name,
      range: rangeIn(text, start, start + code.length),
    },
  };
}

function declarationPlace(
  file: ts.SourceFile,
  definition: ts.Node | null,
  reference: ClassReference,
  imported: Insertion | null,
  style: CodeStyle,
): Insertion {
  // Unlike an import, a name by `require` is there only from its statement on.
  const required =
    reference.kind === 'new' || !ts.isVariableStatement(reference.statement) ? null : reference.statement;
  if (definition !== null) {
    const holder = holdingStatement(definition);
    return required !== null && required.pos >= holder.end
      ? afterStatement(required, style, 'blank-line')
      : afterStatement(holder, style, 'as-around');
  }
  const last = leadingImports(file).at(-1);
  if (last !== undefined) {
    const later = required !== null && required.pos > last.pos ? required : last;
    return afterStatement(later, style, 'blank-line');
  }
  if (imported !== null) {
    const { lineBreak } = style;
    return { ...imported, before: lineBreak + lineBreak };
  }
  return reference.kind === 'new'
    ? topOf(file, style)
    : afterStatement(reference.statement, style, 'blank-line');
}

function allSplices(
  reference: ClassReference,
  imported: Insertion | null,
  place: Insertion,
  code: string,
): readonly Splice[] {
  const { start, end } = place;
  const declaration: Splice = { start, end, text: place.before + code + place.after };
  if (reference.kind === 'there') {
    return [declaration];
  }
  if (reference.kind === 'merged') {
    return [reference.splice, declaration];
  }
  if (imported === null) {
    return [declaration];
  }
  const statement = imported.before + reference.code;
  return imported.start === start
    ? [{ ...declaration, text: statement + declaration.text }]
    : [{ start: imported.start, end: imported.end, text: statement + imported.after }, declaration];
}
