import { describe, expect, it } from 'vitest';
import { carrySelection, focused, toggled, visibleSelection } from '../../../src/webview/selection';

describe('carrySelection', () => {
  it('follows the one definition that was renamed', () => {
    expect(carrySelection(['b', 'a'], ['a', 'b', 'c'], ['a', 'renamed', 'c'])).toEqual(['renamed', 'a']);
  });

  it('keeps what half-typed code has lost for a moment', () => {
    expect(carrySelection(['b'], ['a', 'b'], ['a'])).toEqual(['b']);
  });

  it('does not guess when several have changed', () => {
    expect(carrySelection(['b'], ['a', 'b', 'c'], ['a', 'x', 'y'])).toEqual(['b']);
  });
});

describe('visibleSelection', () => {
  it('is what exists, or the first where nothing of it does', () => {
    expect(visibleSelection(['gone', 'b'], ['a', 'b'])).toEqual(['b']);
    expect(visibleSelection(['gone'], ['a', 'b'])).toEqual(['a']);
  });

  it('may be nothing when the person wants nothing', () => {
    expect(visibleSelection([], ['a', 'b'])).toEqual([]);
  });
});

it('toggling adds at the end, focusing puts first', () => {
  expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
  expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  expect(focused(['a', 'b'], 'b')).toEqual(['b', 'a']);
});
