import { element, setText } from './dom';

/** Milliseconds between two announcements. */
const PAUSE = 1000;

/** Tells screen readers what changed, politely and once a second at most; of what comes in between, the last counts. */
export class LiveRegion {
  readonly node = element('p', {
    class: 'visually-hidden',
    attributes: { role: 'status', 'aria-live': 'polite' },
  });
  private waiting: string | null = null;
  private pausing = false;

  announce(text: string): void {
    this.waiting = text;
    if (!this.pausing) {
      this.speak();
    }
  }

  private speak(): void {
    if (this.waiting === null) {
      this.pausing = false;
      return;
    }
    setText(this.node, this.waiting);
    this.waiting = null;
    this.pausing = true;
    setTimeout(() => {
      this.speak();
    }, PAUSE);
  }
}
