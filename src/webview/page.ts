import { ROOT_ID } from '../protocol/previewHtml';
import { Host } from './host';
import { PageModel } from './model';
import { restoredState } from './pageState';
import { PageViews } from './pageViews';

function start(root: HTMLElement): void {
  const host = new Host();
  const fail = (reason: unknown): void => {
    host.post({
      type: 'failed',
      message: reason instanceof Error ? (reason.stack ?? reason.message) : String(reason),
    });
  };
  window.addEventListener('error', ({ error, message }) => {
    fail(error ?? message);
  });
  window.addEventListener('unhandledrejection', ({ reason }) => {
    fail(reason);
  });
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    fail(`the page's policy (${violatedDirective}) refused ${blockedURI}`);
  });
  const { curveWorker = '', tensorflow = '', restoredUri } = root.dataset;
  const { trainingWorker = '', tensorflowWasm = '', tensorflowSimd = '', digits = '' } = root.dataset;
  const state = restoredState(host.readState(), restoredUri ?? null);
  const page = new PageViews(root, host, new PageModel(state), {
    curveWorker,
    tensorflow,
    trainingWorker,
    tensorflowWasm,
    tensorflowSimd,
    digits,
  });
  host.onSnapshot((snapshot) => {
    page.accept(snapshot);
  });
  host.post({ type: 'ready' });
}

const root = document.getElementById(ROOT_ID);
if (root === null) {
  throw new Error(`The page has no element #${ROOT_ID}.`);
}
start(root);
