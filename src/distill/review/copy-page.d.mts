/** Copies the page of the review to a folder. */
export function copyReviewPage(to: string): void;
