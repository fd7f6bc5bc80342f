import type { SurfaceSubject } from '../../training/problems/problem';
import { element } from '../dom';
import type { Theme } from '../theme';
import type { DrawnContestant } from './trainingScene';
import { TRAINING } from './trainingStrings';

/** Contours between the minimum and the height of the corners. */
const CONTOURS = 9;
/** Cells of the grid that contours are traced on, along the longer side. */
const CELLS = 72;
/** Widths of the picture from its middle at which a path counts as gone. */
const FAR = 1.5;

/** The ways of two weights over the surface of their loss. */
export class PathView {
  readonly node: HTMLElement;
  readonly canvas = element('canvas', { attributes: { role: 'img', 'aria-label': TRAINING.path } });
  private subject: SurfaceSubject | null = null;
  private contestants: readonly DrawnContestant[] = [];
  private theme: Theme | null = null;
  private scheduled = false;

  constructor() {
    this.node = element('figure', { class: 'training-path' }, this.canvas);
    new ResizeObserver(() => {
      this.redraw();
    }).observe(this.node);
  }

  /** @param subject the surface; null hides the view. */
  render(subject: SurfaceSubject | null, contestants: readonly DrawnContestant[], theme: Theme): void {
    this.node.hidden = subject === null;
    this.subject = subject;
    this.contestants = contestants;
    this.theme = theme;
    this.redraw();
  }

  private redraw(): void {
    if (this.scheduled || this.subject === null) {
      return;
    }
    this.scheduled = true;
    requestAnimationFrame(() => {
      this.scheduled = false;
      const { subject, theme } = this;
      const context = this.canvas.getContext('2d');
      const { clientWidth, clientHeight } = this.node;
      if (subject === null || theme === null || context === null || clientWidth === 0) {
        return;
      }
      const ratio = devicePixelRatio;
      this.canvas.width = Math.round(clientWidth * ratio);
      this.canvas.height = Math.round(clientHeight * ratio);
      context.scale(ratio, ratio);
      const place = placing(subject, clientWidth, clientHeight);
      drawContours(context, subject, place, theme);
      for (const one of this.contestants) {
        drawPath(context, one, subject, place, theme);
      }
      drawMinimum(context, subject, place, theme);
    });
  }
}

type Placing = (x: number, y: number) => readonly [number, number];

function placing({ domain }: SurfaceSubject, width: number, height: number): Placing {
  const [left, right] = domain.x;
  const [bottom, top] = domain.y;
  return (x, y) => [((x - left) / (right - left)) * width, (1 - (y - bottom) / (top - bottom)) * height];
}

/** Marching squares: in each cell the crossing points of its edges are joined. */
function drawContours(
  context: CanvasRenderingContext2D,
  { domain, height, minimum }: SurfaceSubject,
  place: Placing,
  theme: Theme,
): void {
  const [left, right] = domain.x;
  const [bottom, top] = domain.y;
  const x = (i: number): number => left + ((right - left) * i) / CELLS;
  const y = (j: number): number => bottom + ((top - bottom) * j) / CELLS;
  const lowest = height(...minimum);
  const highest = Math.max(
    height(left, bottom),
    height(right, bottom),
    height(left, top),
    height(right, top),
  );
  context.strokeStyle = theme.grid;
  context.lineWidth = theme.highContrast ? 1.5 : 1;
  context.beginPath();
  for (let contour = 1; contour <= CONTOURS; contour += 1) {
    // Squares of even steps lie denser where the surface is flat.
    const level = lowest + (highest - lowest) * (contour / (CONTOURS + 1)) ** 3;
    for (let i = 0; i < CELLS; i += 1) {
      for (let j = 0; j < CELLS; j += 1) {
        const corners = [
          [x(i), y(j)],
          [x(i + 1), y(j)],
          [x(i + 1), y(j + 1)],
          [x(i), y(j + 1)],
        ] as const;
        const crossings = corners.flatMap((from, side) => {
          const to = corners[(side + 1) % 4] ?? from;
          const above = height(...from) - level;
          const next = height(...to) - level;
          const share = above / (above - next);
          return above > 0 === next > 0
            ? []
            : [place(from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share)];
        });
        for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
          context.moveTo(...(crossings[pair] ?? [0, 0]));
          context.lineTo(...(crossings[pair + 1] ?? [0, 0]));
        }
      }
    }
  }
  context.stroke();
}

function drawPath(
  context: CanvasRenderingContext2D,
  { look, traces }: DrawnContestant,
  { domain }: SurfaceSubject,
  place: Placing,
  theme: Theme,
): void {
  const path = traces[0]?.path ?? [];
  // A path that diverges would cross the picture ever again: it ends where it has left it for good.
  const left = path.findIndex(({ x, y }) => !isNear(x, domain.x) || !isNear(y, domain.y));
  const points = left < 0 ? path : path.slice(0, left);
  const last = points.at(-1);
  if (last === undefined) {
    return;
  }
  context.save();
  context.strokeStyle = theme.series[look.colour] ?? theme.foreground;
  context.fillStyle = context.strokeStyle;
  context.lineWidth = theme.highContrast ? 2 : 1.5;
  context.lineJoin = 'round';
  context.setLineDash([...look.dash]);
  context.beginPath();
  for (const { x, y } of points) {
    context.lineTo(...place(x, y));
  }
  context.stroke();
  context.setLineDash([]);
  context.translate(...place(last.x, last.y));
  context.fill(new Path2D(look.shape));
  context.restore();
}

/** Whether a weight is in the picture or not far from it. */
function isNear(value: number, [from, to]: readonly [number, number]): boolean {
  return Math.abs(value - (from + to) / 2) <= FAR * (to - from);
}

function drawMinimum(
  context: CanvasRenderingContext2D,
  { minimum }: SurfaceSubject,
  place: Placing,
  theme: Theme,
): void {
  context.save();
  context.translate(...place(...minimum));
  context.strokeStyle = theme.foreground;
  context.lineWidth = 1.5;
  context.stroke(new Path2D('M-5 0H5M0 -5V5'));
  context.restore();
}
