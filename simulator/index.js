// @ts-check
/**
 * The simulator's public interface: load an add-on, make a world around it.
 *
 * Everything else is reached through the world that `createWorld` returns. See `world.js`.
 */

export { createWorld } from './world.js';
export { loadAddon } from './runtime/addon.js';
export { defaults as defaultOptions, openPoints, pessimistic as pessimisticOptions } from './options.js';
