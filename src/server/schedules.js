import { evaluate, ratesAt } from '../evaluation/evaluate';
import { EvaluationCache } from './evaluationCache';
import { evaluationKey } from './evaluationKey';
import { keepLastGood } from './lastGood';
/** Keeps what is known of the open documents up to date: one analysis at a time for each, always of the newest text. */
export class Schedules {
  analyzer;
  surroundings;
  documents = new Map();
  cache = new EvaluationCache();
  constructor(analyzer, surroundings) {
    this.analyzer = analyzer;
    this.surroundings = surroundings;
  }
  /** What is known of a document's newest text, as soon as it is; null when it is not open. */
  async snapshot(uri) {
    await this.refresh(uri);
    return this.documents.get(uri)?.current?.snapshot ?? null;
  }
  /** Looks at a document again if its text or anything it depends on has changed. */
  refresh(uri) {
    const state = this.stateOf(uri);
    state.running ??= this.run(uri, state).finally(() => {
      state.running = null;
    });
    return state.running;
  }
  /** Looks again at every document that depends on a file, or at all when `uri` is null. */
  invalidate(uri) {
    for (const [document, state] of this.documents) {
      if (uri === null || state.dependencies.includes(uri)) {
        state.outdated = true;
        void this.refresh(document);
      }
    }
  }
  /** Forgets all rates, because what limits their computation has changed. */
  forgetRates() {
    this.cache.clear();
    this.invalidate(null);
  }
  close(uri) {
    this.documents.delete(uri);
    this.analyzer.forget(uri);
  }
  /** Takes over rates that only the webview could compute. */
  learn(key, evaluation) {
    this.cache.set(key, evaluation);
    this.invalidate(null);
  }
  /** The rates of one definition at some indices; those that cannot be had are left out. */
  async ratesAt(evaluated, at) {
    const { definition, evaluation } = evaluated;
    if (evaluation?.host === 'webview') {
      const points = evaluation.curve?.points ?? [];
      return at.flatMap((index) => points.filter((point) => point.at === index).slice(0, 1));
    }
    if (definition.slice === null) {
      return [];
    }
    return ratesAt(await this.surroundings.sandbox(), definition, at, this.surroundings.settings().limits);
  }
  stateOf(uri) {
    const known = this.documents.get(uri);
    if (known !== undefined) {
      return known;
    }
    const state = { current: null, running: null, outdated: false, dependencies: [] };
    this.documents.set(uri, state);
    return state;
  }
  async run(uri, state) {
    for (;;) {
      const document = this.surroundings.textOf(uri);
      if (document === null) {
        this.documents.delete(uri);
        return;
      }
      if (state.current?.snapshot.version === document.version && !state.outdated) {
        return;
      }
      state.outdated = false;
      const snapshot = await this.read(uri, document, state);
      // The loser of a race with the next keystroke is dropped; the loop reads the newer text.
      if (snapshot !== null) {
        const textChanged = state.current?.snapshot.version !== snapshot.version;
        state.current = { snapshot, text: document.text };
        this.surroundings.announce(snapshot, textChanged);
      }
    }
  }
  async read(uri, document, state) {
    const isNewest = () => this.surroundings.textOf(uri)?.version === document.version;
    const empty = {
      uri,
      version: document.version,
      definitions: [],
      calls: [],
      notice: null,
    };
    try {
      const analysis = await this.analyzer.analyze(
        uri,
        document.text,
        this.surroundings.settings().defaultHorizon,
      );
      state.dependencies = analysis.dependencies;
      const evaluated = await this.evaluateAll(uri, analysis, isNewest);
      if (evaluated === null) {
        return null;
      }
      const previous =
        state.current === null
          ? null
          : { text: state.current.text, definitions: state.current.snapshot.definitions };
      const definitions = keepLastGood(
        { text: document.text, definitions: evaluated },
        previous,
        analysis.faults,
      );
      return { ...empty, definitions, calls: analysis.calls, notice: analysis.notice };
    } catch (error) {
      this.surroundings.log(
        `${uri} could not be analysed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      return { ...empty, notice: 'This file could not be read for schedules; the log of LR Lens says why.' };
    }
  }
  async evaluateAll(uri, analysis, isNewest) {
    const overrides = this.surroundings.clientState().overrides[uri] ?? {};
    const evaluated = [];
    for (const inferred of analysis.definitions) {
      const definition = overridden(inferred, overrides[inferred.id]);
      const key = evaluationKey(definition);
      const known = key === null ? null : this.cache.get(key);
      if (known === null) {
        // Lets a keystroke be heard between two schedules, each of which may take up to the time limit.
        await nextTurn();
        if (!isNewest()) {
          return null;
        }
      }
      const evaluation =
        known ?? evaluate(await this.surroundings.sandbox(), definition, this.surroundings.settings().limits);
      if (key !== null) {
        this.cache.set(key, evaluation);
      }
      evaluated.push({ definition, key, evaluation, stale: false });
    }
    return isNewest() ? evaluated : null;
  }
}
/** A definition with the values that a person entered in the panel in place of the inferred ones. */
function overridden(definition, override) {
  if (override === undefined) {
    return definition;
  }
  const { timeline } = definition;
  const entered = (value) => (value === undefined ? null : { value, from: 'panel', place: null });
  return {
    ...definition,
    timeline: {
      ...timeline,
      horizon: entered(override.horizon) ?? timeline.horizon,
      stepsPerEpoch: entered(override.stepsPerEpoch) ?? timeline.stepsPerEpoch,
    },
  };
}
function nextTurn() {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
