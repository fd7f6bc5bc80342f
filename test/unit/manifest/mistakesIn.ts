import path from 'node:path';
import ts from 'typescript';
import { root } from './manifest';

/** Type checks texts, each as a file by itself, against the library's sources and tf.js' own types. */
export function mistakesIn(files: Readonly<Record<string, string>>, options: ts.CompilerOptions): string[] {
  const all: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
    types: [],
    noEmit: true,
    skipLibCheck: true,
    paths: { 'tfjs-lr-schedules': [path.join(root, 'src/schedules/index.ts')] },
    ...options,
  };
  const texts = new Map(
    Object.entries(files).map(([name, text]) => [path.join(root, 'samples/src', name), text]),
  );
  const host = ts.createCompilerHost(all);
  const readFile = (file: string): string | undefined => texts.get(file) ?? ts.sys.readFile(file);
  host.fileExists = (file) => texts.has(file) || ts.sys.fileExists(file);
  host.readFile = readFile;
  host.getSourceFile = (file, languageVersion) => {
    const text = readFile(file);
    return text === undefined ? undefined : ts.createSourceFile(file, text, languageVersion, true);
  };
  return ts
    .getPreEmitDiagnostics(ts.createProgram([...texts.keys()], all, host))
    .map(
      ({ file, messageText }) =>
        `${path.basename(file?.fileName ?? '')}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
}
