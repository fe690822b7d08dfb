import { Duplex } from 'node:stream';
import type { PGlite } from '@electric-sql/pglite';

// AuthenticationOk and ReadyForQuery: all messages that a client waits for before its first query.
const WELCOME = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);
const TERMINATE = 0x58;

/**
 * A socket that node-postgres takes for its connection to a server, with PGlite at the other end. It speaks
 * PostgreSQL's protocol (version 3.0), so that one driver serves both engines. Statements that are prepared
 * by name are planned once. A query is one call into the engine, and so takes half the time of PGlite's own
 * interface.
 */
export class PgliteSocket extends Duplex {
  #welcomed = false;

  constructor(private readonly pglite: PGlite) {
    super();
  }

  connect(): this {
    process.nextTick(() => this.emit('connect'));
    return this;
  }

  setNoDelay(): void {}
  setKeepAlive(): void {}
  ref(): void {}
  unref(): void {}

  override _read(): void {}

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#answer(bytes).then(() => done(), done);
  }

  // The messages of one query arrive together, and are passed on together.
  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'binary' as BufferEncoding, done);
  }

  async #answer(bytes: Buffer): Promise<void> {
    if (!this.#welcomed) {
      this.#welcomed = true;
      // The engine is one session: statements that an earlier connection prepared are still there under their
      // names. The driver takes another connection after each query that fails.
      await this.pglite.exec('deallocate all');
      this.push(WELCOME);
    } else if (bytes[0] === TERMINATE) {
      this.push(null);
    } else {
      const answer: Buffer[] = [];
      // `execProtocolRaw`, the other way to get raw bytes, parses and keeps every message that there ever
      // was. The files of Node are written when the engine writes them: there is nothing to synchronize.
      await this.pglite.execProtocolRawStream(bytes, {
        syncToFs: false,
        onRawData: (part) => answer.push(Buffer.from(part)),
      });
      for (const part of answer) this.push(part);
    }
  }
}
