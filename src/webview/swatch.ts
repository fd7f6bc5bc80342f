import type { Look } from './look';
import { seriesColour } from './theme';

const SVG = 'http://www.w3.org/2000/svg';

/** A short piece of a series' line with its shape, as the chart draws it. */
export function swatch(look: Look): SVGSVGElement {
  const picture = document.createElementNS(SVG, 'svg');
  picture.setAttribute('class', 'swatch');
  picture.setAttribute('viewBox', '0 0 28 12');
  picture.setAttribute('aria-hidden', 'true');
  picture.style.color = seriesColour(look.colour);
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', 'M0 6H28');
  line.setAttribute('class', 'swatch-line');
  line.setAttribute('stroke-dasharray', look.dash.join(' '));
  const shape = document.createElementNS(SVG, 'path');
  shape.setAttribute('d', look.shape);
  shape.setAttribute('transform', 'translate(14 6)');
  shape.setAttribute('fill', 'currentColor');
  picture.append(line, shape);
  return picture;
}
