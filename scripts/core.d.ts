/**
 * What appsscript/loader.js sees: the generated core.js, the parts of the platform that no type package describes,
 * and the one name that the shims share with it. Only type checks read this file; it is never pushed.
 */

/** Written by scripts/assemble.js. */
declare const MeetwrightCore_: {
  /** The add-on's version. */
  readonly version: string;
  /** SHA-256 of the module's bytes, in hexadecimal. */
  readonly sha256: string;
  /** The module as base64 text, or a function with that text as its comment. */
  readonly wasm: string | (() => void);
  /** Makes the glue for one instance. Glue holds its instance's memory, so a new instance needs new glue. */
  bind(): CoreGlue;
};

/** The lines of each language's texts, by its tag. Written by scripts/assemble.js. */
declare const MeetwrightTexts_: Record<string, () => string[]>;

interface CoreGlue {
  /** What the module imports. */
  readonly imports: object;
  /** Ties the glue to the instance made with its imports. */
  attach(instance: WebAssembly.Instance): Core;
}

interface Core {
  handle: typeof import('../pkg/meetwright_wasm').handle;
}

declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: object);
    readonly exports: object;
  }
  function instantiate(bytes: Uint8Array, imports: object): Promise<{ module: Module; instance: Instance }>;
}

/** Perhaps there; only their types are asked for. */
declare const FinalizationRegistry: unknown;
declare const WeakRef: unknown;
declare const BigInt: unknown;

interface Uint8ArrayConstructor {
  /** Present from V8 14.1 on. */
  fromBase64?(text: string): Uint8Array;
}
