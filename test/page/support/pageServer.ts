import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { previewHtml, previewPolicy } from '../../../src/protocol/previewHtml';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.bin': 'application/octet-stream',
};

/** Serves the page as the extension does: the same HTML, under the same policy, beside the built files. */
export class PageServer {
  /** The requests for anything that is no file of the page. */
  readonly strangers: string[] = [];
  /** The document's name, which the page's HTML holds. */
  title = 'train.ts';
  uri = 'file:///work/train.ts';
  /** Files that are answered with an error. */
  readonly broken = new Set<string>();
  /** A further policy beside the page's own, as a stricter host may set; both must let a thing pass. */
  stricterPolicy: string | null = null;

  private constructor(
    private readonly server: Server,
    private readonly built: string,
  ) {}

  /** @param built The folder of a build. */
  static async start(built: string): Promise<PageServer> {
    const server = createServer((request, response) => {
      pages.respond(request.url ?? '/').then(
        ({ status, headers, body }) => {
          response.writeHead(status, headers).end(body);
        },
        (error: unknown) => {
          response.writeHead(500).end(String(error));
        },
      );
    });
    const pages = new PageServer(server, built);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return pages;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async respond(
    url: string,
  ): Promise<{ status: number; headers: Record<string, string>; body: string | Buffer }> {
    if (url === '/') {
      const nonce = randomBytes(16).toString('hex');
      const body = previewHtml({
        nonce,
        cspSource: this.origin,
        pageScript: `${this.origin}/page.js`,
        pageStyle: `${this.origin}/pageStyle.css`,
        curveWorker: `${this.origin}/curveWorker.js`,
        tensorflow: `${this.origin}/tensorflow.js`,
        tensorflowWasm: `${this.origin}/tensorflowWasm.js`,
        tensorflowSimd: `${this.origin}/tensorflowSimd.wasm`,
        trainingWorker: `${this.origin}/trainingWorker.js`,
        digits: `${this.origin}/digits.bin`,
        uri: this.uri,
        title: this.title,
        language: 'en',
      });
      const headers = {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': [previewPolicy(nonce, this.origin), this.stricterPolicy]
          .filter((policy) => policy !== null)
          .join(', '),
      };
      return { status: 200, headers, body };
    }
    const name = url.slice(1);
    const type = TYPES[path.extname(name)];
    if (name.includes('/') || type === undefined || this.broken.has(name)) {
      if (name !== 'favicon.ico' && !this.broken.has(name)) {
        this.strangers.push(url);
      }
      return { status: 404, headers: {}, body: '' };
    }
    return {
      status: 200,
      headers: { 'content-type': type },
      body: await readFile(path.join(this.built, 'webview', name)),
    };
  }
}
