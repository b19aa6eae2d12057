/** How the reason of an engine that failed while it was running begins; such a verdict outlives the page. */
export const RECHECK_FAILED = 'Failed a recheck';
