/**
 * Everything of a session but ranking: what outlives the page, the person's signals, what the other methods do. It is
 * fetched at once, beside the model, but no first ranking of a first visit needs it.
 */
export { openDevice } from './open-device.ts';
export { attend } from './attend.ts';
export { update } from './idle-work.ts';
export { importData } from './import-data.ts';
export { insights } from './insights.ts';
export { exportData, flush, forget, setConsent, undo } from './personal-data.ts';
export { record } from './record.ts';
