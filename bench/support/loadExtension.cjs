// Run in a fresh process: loads the client as an extension host would, with a `vscode` that does nothing, activates it,
// and tells how long each took and what else was loaded.
const Module = require('node:module');
const path = require('node:path');

const main = path.resolve(__dirname, '../../dist/extension/main.js');
const loaded = [];

/** Whatever is asked of it, it is there: a function, a class, an event, an empty list. */
const anything = new Proxy(function () {}, {
  get: (target, key) => {
    if (key === 'then') return undefined;
    if (key === Symbol.iterator) return () => [][Symbol.iterator]();
    if (key === Symbol.toPrimitive) return () => '';
    if (key === 'prototype') return target.prototype;
    return anything;
  },
  apply: () => anything,
  construct: () => anything,
});

const load = Module._load;
Module._load = function (request, ...rest) {
  if (request === 'vscode') return anything;
  loaded.push(request);
  return load.call(this, request, ...rest);
};

const context = new Proxy(
  {
    subscriptions: [],
    workspaceState: {
      get: (_key, otherwise) => otherwise,
      update: () => Promise.resolve(),
      keys: () => [],
    },
    asAbsolutePath: (file) => path.resolve(__dirname, '../..', file),
  },
  { get: (own, key) => (key in own ? own[key] : anything) },
);

const before = performance.now();
const { activate } = require(main);
const required = performance.now();
activate(context);
const activated = performance.now();
process.stdout.write(
  JSON.stringify({
    load: required - before,
    activate: activated - required,
    loaded: loaded.slice(1),
    registered: context.subscriptions.length,
  }),
);
process.exit(0);
