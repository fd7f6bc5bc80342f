import { COLOURS } from './look';

/** Colours and measures that a canvas needs as values, since it does not read variables. */
export interface Theme {
  readonly highContrast: boolean;
  readonly foreground: string;
  readonly muted: string;
  readonly grid: string;
  readonly focus: string;
  readonly error: string;
  readonly shade: string;
  readonly series: readonly string[];
  readonly font: string;
  readonly fontSize: number;
}

/** The tokens that VS Code has for charts, in the order in which series take them. */
const SERIES_VARIABLES: readonly string[] = [
  '--vscode-charts-blue',
  '--vscode-charts-orange',
  '--vscode-charts-green',
  '--vscode-charts-purple',
  '--vscode-charts-red',
  '--vscode-charts-yellow',
].slice(0, COLOURS);

/**
 * The colour of a series as CSS. Some of VS Code's own themes give charts a translucent colour, one that marks places
 * in the minimap; a curve in it would hardly be seen, so it is taken at full strength.
 */
export function seriesColour(slot: number): string {
  return `rgb(from var(${SERIES_VARIABLES[slot] ?? '--vscode-foreground'}, var(--vscode-foreground)) r g b / 1)`;
}

/** Keeps the theme's colours as values and tells when they change. */
export class ThemeWatcher {
  private readonly probe = document.createElement('span');
  private theme: Theme;
  private fingerprint: string;

  constructor(onChange: (theme: Theme) => void) {
    this.probe.hidden = true;
    document.body.append(this.probe);
    this.theme = this.read();
    this.fingerprint = JSON.stringify(this.theme);
    const check = (): void => {
      const theme = this.read();
      const fingerprint = JSON.stringify(theme);
      if (fingerprint !== this.fingerprint) {
        this.theme = theme;
        this.fingerprint = fingerprint;
        onChange(theme);
      }
    };
    const observer = new MutationObserver(check);
    observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
    matchMedia('(forced-colors: active)').addEventListener('change', check);
  }

  get current(): Theme {
    return this.theme;
  }

  private read(): Theme {
    const { classList } = document.body;
    const highContrast =
      classList.contains('vscode-high-contrast') ||
      classList.contains('vscode-high-contrast-light') ||
      matchMedia('(forced-colors: active)').matches;
    const style = getComputedStyle(document.body);
    return {
      highContrast,
      foreground: this.colour('--vscode-foreground'),
      muted: this.colour(highContrast ? '--vscode-foreground' : '--vscode-descriptionForeground'),
      grid: this.colour(
        highContrast ? '--vscode-contrastBorder' : '--vscode-editorIndentGuide-background1',
        highContrast ? 40 : 100,
      ),
      focus: this.colour('--vscode-focusBorder'),
      error: this.colour('--vscode-editorError-foreground'),
      shade: this.colour('--vscode-inputValidation-errorBackground'),
      series: SERIES_VARIABLES.map((_, slot) => this.computed(seriesColour(slot))),
      font: style.fontFamily,
      fontSize: Math.max(9, Number.parseFloat(style.fontSize) - 2),
    };
  }

  /**
   * A theme may leave a token out; text's own colour is seen on any background.
   * @param strength in percent; less lets the background through.
   */
  private colour(variable: string, strength = 100): string {
    const token = `var(${variable}, var(--vscode-foreground))`;
    return this.computed(strength === 100 ? token : `color-mix(in srgb, ${token} ${strength}%, transparent)`);
  }

  private computed(colour: string): string {
    this.probe.style.color = colour;
    return getComputedStyle(this.probe).color;
  }
}
