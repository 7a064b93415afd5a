// @ts-check
/**
 * Names the failures of a request that got no answer.
 *
 * It sends nothing.
 * Invariant: handlers behind `world.route` throw this error, and no other, for an answer that never came.
 *
 * Enforces: the texts that UrlFetchApp throws even with `muteHttpExceptions`
 * (developers.google.com/apps-script/reference/url-fetch/url-fetch-app names the option, public reports the texts).
 */

export class TransportError extends Error {
  /**
   * @param {'Address unavailable'|'DNS error'|'Timeout'|'Bad request'} what
   * @param {string} url
   */
  constructor(what, url) {
    super(`${what}: ${url}`);
    this.name = 'TransportError';
  }
}

/**
 * @typedef {{method: string, url: string, headers: Record<string, string>, body: string | null}} HttpRequest headers' names are in lower case
 * @typedef {{status: number, headers: Record<string, string>, body: string, delayMs?: number}} HttpAnswer `delayMs`: how long the server
 * takes, in virtual time
 */
