// Stands in for the native logger of VS Code (`@vscode/spdlog`), which would have to be compiled. Without one VS Code
// keeps no log at all and every output channel stays empty.
const fs = require('node:fs');
const path = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
  /**
   * @param {string} _kind
   * @param {string} _name
   * @param {string} file
   */
  constructor(_kind, _name, file) {
    this.file = file;
    this.level = levels.indexOf('info');
    this.plain = false;
  }

  trace(/** @type {string} */ message) {
    this.write(0, message);
  }

  debug(/** @type {string} */ message) {
    this.write(1, message);
  }

  info(/** @type {string} */ message) {
    this.write(2, message);
  }

  warn(/** @type {string} */ message) {
    this.write(3, message);
  }

  error(/** @type {string} */ message) {
    this.write(4, message);
  }

  critical(/** @type {string} */ message) {
    this.write(5, message);
  }

  getLevel() {
    return this.level;
  }

  setLevel(/** @type {number} */ level) {
    this.level = level;
  }

  /** Messages are written as they come from here on: an output channel sets its own line ends. */
  clearFormatters() {
    this.plain = true;
  }

  setPattern() {}

  flush() {}

  drop() {}

  /**
   * @param {number} level
   * @param {string} message
   */
  write(level, message) {
    if (level < this.level) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    fs.appendFileSync(this.file, this.plain ? message : `${time} [${levels[level]}] ${message}\n`);
  }
}

/**
 * @param {string} name
 * @param {string} file
 */
async function createLogger(name, file) {
  await fs.promises.mkdir(path.dirname(file), { recursive: true });
  await fs.promises.appendFile(file, '');
  return new Logger('rotating', name, file);
}

exports.version = 0;
exports.setLevel = () => undefined;
exports.setFlushOn = () => undefined;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
exports.Logger = Logger;
