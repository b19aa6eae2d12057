/**
 * The options that a host has stated, apart from whatever other code of the page has added to the prototype of all
 * objects: nobody is told off for what they have not passed.
 */
export const ownOptions = <T extends object>(options: T): T =>
  Object.assign(Object.create(null) as T, options);
