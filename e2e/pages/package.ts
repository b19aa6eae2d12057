/** The package by its public name, through the `exports` of package.json: what an application imports. */
export * from 'pocketrank';
