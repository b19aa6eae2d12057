/** Copies what the domains hold beside their code to a folder: a bundled program looks for it in `domains/` beside it. */
export function copyDomainData(to: string, isPacked?: boolean): void;
