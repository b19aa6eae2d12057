declare module 'pocketrank:model/jobs-en' {
  /** The bytes of the model of that name in models/, by model-module.mjs. */
  const model: () => Uint8Array;
  export default model;
}
