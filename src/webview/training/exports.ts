import { runToCsv, runToJson } from '../../training/results/exportRun';
import type { Look } from '../look';
import type { Theme } from '../theme';
import type { Comparison } from './comparison';

/** A file to be saved: its name, and its content in base64. */
export interface ExportedFile {
  readonly name: string;
  readonly content: string;
}

/** Bytes that one call of `String.fromCharCode` takes. */
const CHUNK = 8192;
const PADDING = 12;
const LINE = 20;

/** A comparison as a table of all updates. */
export function csvOf(comparison: Comparison): ExportedFile {
  return { name: fileName(comparison, 'csv'), content: base64(runToCsv(comparison.exported())) };
}

/** Everything that is needed to show a comparison and to repeat it. */
export function jsonOf(comparison: Comparison): ExportedFile {
  return { name: fileName(comparison, 'json'), content: base64(runToJson(comparison.exported())) };
}

/** The charts as a picture of their own: with the title, the names of the lines, and the page's background. */
export function pngOf(
  comparison: Comparison,
  canvases: readonly HTMLCanvasElement[],
  looks: ReadonlyMap<string, Look>,
  theme: Theme,
): ExportedFile {
  const ratio = devicePixelRatio;
  const picture = document.createElement('canvas');
  const { contestants, title } = comparison.plan;
  const heading = PADDING + LINE * (1 + contestants.length) + PADDING;
  picture.width = canvases.reduce((sum, { width }) => sum + width, 0);
  picture.height = heading * ratio + Math.max(...canvases.map(({ height }) => height));
  const context = picture.getContext('2d');
  if (context !== null) {
    context.fillStyle = getComputedStyle(document.body).backgroundColor;
    context.fillRect(0, 0, picture.width, picture.height);
    let left = 0;
    for (const canvas of canvases) {
      context.drawImage(canvas, left, heading * ratio);
      left += canvas.width;
    }
    context.scale(ratio, ratio);
    context.font = `600 ${theme.fontSize + 2}px ${theme.font}`;
    context.fillStyle = theme.foreground;
    context.textBaseline = 'middle';
    context.fillText(title, PADDING, PADDING + LINE / 2);
    context.font = `${theme.fontSize + 1}px ${theme.font}`;
    contestants.forEach(({ id, name }, i) => {
      const y = PADDING + LINE * (i + 1.5);
      drawKey(context, looks.get(id) ?? null, theme, y);
      context.fillStyle = theme.foreground;
      context.fillText(name, PADDING + 36, y);
    });
  }
  const [, content = ''] = picture.toDataURL('image/png').split(',');
  return { name: fileName(comparison, 'png'), content };
}

function drawKey(context: CanvasRenderingContext2D, look: Look | null, theme: Theme, y: number): void {
  if (look === null) {
    return;
  }
  const colour = theme.series[look.colour] ?? theme.foreground;
  context.save();
  context.translate(PADDING, y);
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = 2;
  context.setLineDash([...look.dash]);
  context.beginPath();
  context.moveTo(0, 0);
  context.lineTo(28, 0);
  context.stroke();
  context.translate(14, 0);
  context.fill(new Path2D(look.shape));
  context.restore();
}

function fileName({ plan }: Comparison, extension: string): string {
  const name = plan.title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${name}.${extension}`;
}

function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (let i = 0; i < bytes.length; i += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
  }
  return btoa(binary);
}
