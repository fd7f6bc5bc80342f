import { describe, expect, it } from 'vitest';
import { escapeHtml, previewHtml, previewPolicy } from '../../../src/protocol/previewHtml';

const input = {
  nonce: 'abc123',
  cspSource: 'https://source.example',
  pageScript: 'https://source.example/page.js',
  pageStyle: 'https://source.example/pageStyle.css',
  curveWorker: 'https://source.example/curveWorker.js',
  tensorflow: 'https://source.example/tensorflow.js',
  tensorflowWasm: 'https://source.example/tensorflowWasm.js',
  tensorflowSimd: 'https://source.example/tensorflowSimd.wasm',
  trainingWorker: 'https://source.example/trainingWorker.js',
  digits: 'https://source.example/digits.bin',
  uri: 'file:///a/train.ts',
  title: 'Learning Rate: train.ts',
  language: 'en',
};

describe('previewPolicy', () => {
  const directives = new Map(
    previewPolicy('abc123', 'https://source.example')
      .split('; ')
      .map((directive) => {
        const [name = '', ...values] = directive.split(' ');
        return [name, values] as const;
      }),
  );

  it('closes whatever it does not name', () => {
    expect(directives.get('default-src')).toEqual(["'none'"]);
  });

  it('lets in scripts by nonce and from blobs, compiles WebAssembly, and evaluates no text', () => {
    expect(directives.get('script-src')).toEqual(["'nonce-abc123'", 'blob:', "'wasm-unsafe-eval'"]);
  });

  it('names no source but the page’s own', () => {
    const sources = [...directives.values()].flat().filter((value) => value.includes('//'));
    expect(new Set(sources)).toEqual(new Set(['https://source.example']));
  });
});

describe('previewHtml', () => {
  it('keeps every character of a document’s name as text', () => {
    const html = previewHtml({
      ...input,
      title: `</title><script>alert(1)</script>`,
      uri: `file:///a"><img src=x onerror='alert(1)'>&.ts`,
    });
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toContain('<img');
    expect(html).toContain('&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;.ts');
  });

  it('gives the nonce to its one script', () => {
    expect(previewHtml(input)).toContain(
      '<script type="module" nonce="abc123" src="https://source.example/page.js">',
    );
  });
});

describe('escapeHtml', () => {
  it('leaves plain text alone and escapes an ampersand once', () => {
    expect(escapeHtml('train.ts')).toBe('train.ts');
    expect(escapeHtml('&lt;')).toBe('&amp;lt;');
  });
});
