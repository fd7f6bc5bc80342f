import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { Finding, FindingSeverity } from '../../protocol/finding';

/** Who says it, as the Problems view shows it. */
export const DIAGNOSTIC_SOURCE = 'LR Lens';

const SEVERITIES: Readonly<Record<FindingSeverity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A finding as editors show it. */
export function diagnosticOf({ code, severity, message, range }: Finding): Diagnostic {
  return { range, code, severity: SEVERITIES[severity], message, source: DIAGNOSTIC_SOURCE };
}
