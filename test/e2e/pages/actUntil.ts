import { vi } from 'vitest';

/** How long VS Code may take over a single thing on a busy machine with two cores, in milliseconds. */
export const PATIENCE = 60_000;
/** How long an act is given to show its effect before it is done anew, in milliseconds. */
const ACT_PATIENCE = 5_000;
/** For the acts themselves: what cannot be clicked by then may have gone, and is looked for anew. */
export const SHORTLY = { timeout: ACT_PATIENCE } as const;

/**
 * Does something, and once more each time that its effect stays away. A person does so too: VS Code draws anew what it shows
 * whenever it learns more, and a click upon what is just being replaced, or a key while the focus moves, is lost.
 * @param isDone whether the effect is there
 * @param act may be done again although its effect is only late
 */
export async function actUntil(isDone: () => Promise<boolean>, act: () => Promise<void>): Promise<void> {
  let acted = Number.NEGATIVE_INFINITY;
  // What kept the last act from being done, if anything did.
  let obstacle: unknown;
  const waited = vi.waitUntil(
    async () => {
      if (performance.now() - acted > ACT_PATIENCE) {
        obstacle = await act().catch((error: unknown) => error);
        acted = performance.now();
      }
      return await isDone();
    },
    { timeout: PATIENCE },
  );
  await waited.catch((error: unknown) => {
    throw new Error('What was done had no effect.', { cause: obstacle ?? error });
  });
}
