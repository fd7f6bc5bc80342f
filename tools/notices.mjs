import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.dirname(import.meta.dirname);
const target = path.join(root, 'THIRD-PARTY-NOTICES.txt');
const rule = '-'.repeat(100);

/**
 * Texts of the licences that some packages name without bringing them along, read from packages that do.
 * @type {Readonly<Record<string, string>>}
 */
const standardTexts = {
  'Apache-2.0': 'node_modules/typescript/LICENSE.txt',
  MIT: 'node_modules/chart.js/LICENSE.md',
};

/**
 * What packages have compiled into their binaries and whose notices they do not bring, by the package's name.
 * @type {Readonly<Record<string, string>>}
 */
const compiledIn = { '@tensorflow/tfjs-backend-wasm': 'tools/licences/wasmBackend.txt' };

/** Data of others that the extension ships beside software. */
const data = `Optical Recognition of Handwritten Digits (CC BY 4.0)

Data by E. Alpaydin and C. Kaynak, 1998, from the UCI Machine Learning Repository:
https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits
Licensed under the Creative Commons Attribution 4.0 International licence:
https://creativecommons.org/licenses/by/4.0/legalcode
The extension ships the 1,797 test samples, as bytes instead of text and otherwise unchanged.`;

/**
 * The notices for everything of others' that the last build put into the extension.
 *
 * @returns {Promise<string>}
 * @throws {Error} When there was no build, or a package has neither a licence file nor a licence known here.
 */
export async function thirdPartyNotices() {
  /** @type {string[]} */
  const shipped = JSON.parse(await readFile(path.join(root, 'build', 'shipped.json'), 'utf8'));
  const folders = [...new Set(shipped.map(packageFolder))].sort();
  /** @type {Set<string>} */
  const wanted = new Set();
  const sections = [];
  for (const folder of folders) {
    const files = shipped.filter((file) => packageFolder(file) === folder);
    sections.push(await section(folder, files, wanted));
    const compiled = compiledIn[folder.replace(/^.*node_modules\//, '')];
    if (compiled !== undefined) sections.push(await text(compiled));
  }
  sections.push(data);
  for (const licence of [...wanted].sort()) {
    sections.push(`The ${licence} license, named above\n\n${await standardText(licence)}`);
  }
  const heading =
    'LR Lens contains software and data of others, listed here with their licences. What is said of software was taken from the packages themselves.';
  return `${[heading, ...sections].join(`\n\n${rule}\n\n`)}\n`;
}

/**
 * @param {string} folder
 * @param {readonly string[]} files Those of its files that are shipped.
 * @param {Set<string>} wanted Where licences are noted whose text the package does not bring.
 */
async function section(folder, files, wanted) {
  const { name, version, license } = JSON.parse(
    await readFile(path.join(root, folder, 'package.json'), 'utf8'),
  );
  const heading = `${name} ${version} (${license})`;
  const own = (await readdir(path.join(root, folder)))
    .filter((entry) => /^(licen[cs]e|copying|notice|third-?party-?notice)/i.test(entry))
    .sort();
  if (own.length > 0) {
    const texts = await Promise.all(own.map((entry) => text(path.join(folder, entry))));
    return [heading, ...texts].join('\n\n');
  }
  const licences = String(license).split(/ AND /);
  for (const licence of licences) {
    if (standardTexts[licence] === undefined)
      throw new Error(`${folder} brings no text of its licence ${licence}.`);
    wanted.add(licence);
  }
  const copyrights = await copyrightsIn(files);
  return `${heading}\n\n${copyrights.join('\n')}\nLicensed under ${licences.join(' and ')}; the text is at the end of this file.`;
}

/**
 * @param {readonly string[]} files
 * @returns {Promise<string[]>} The copyright lines at their heads.
 */
async function copyrightsIn(files) {
  /** @type {Set<string>} */
  const lines = new Set();
  for (const file of files) {
    const head = (await readFile(path.join(root, file), 'utf8')).slice(0, 3000);
    for (const [line] of head.matchAll(/Copyright (?:\(c\) )?\d{4}[^\n*]*/gi)) lines.add(line.trim());
  }
  return [...lines].sort();
}

/** @param {string} licence */
async function standardText(licence) {
  const lines = (await text(standardTexts[licence] ?? '')).split('\n');
  return lines.filter((line) => !/^Copyright \(c\)/i.test(line)).join('\n');
}

/** @param {string} file */
async function text(file) {
  return (await readFile(path.join(root, file), 'utf8')).replaceAll('\r\n', '\n').trim();
}

/** @param {string} file */
function packageFolder(file) {
  const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? [];
  if (folder === undefined) throw new Error(`${file} is in no package.`);
  return folder;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await writeFile(target, await thirdPartyNotices());
}
