import { ColorThemeKind } from 'vscode';
import type { ThemeKind } from '../../protocol/server';

/** The kind of a colour theme in the words of the protocol. */
export function themeKindOf(kind: ColorThemeKind): ThemeKind {
  switch (kind) {
    case ColorThemeKind.Light:
      return 'light';
    case ColorThemeKind.Dark:
      return 'dark';
    case ColorThemeKind.HighContrast:
      return 'high-contrast';
    case ColorThemeKind.HighContrastLight:
      return 'high-contrast-light';
  }
}
