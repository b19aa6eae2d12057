/* One module for the page of what writes LiteRT's files and what runs them. */
export * as flatbuffers from 'flatbuffers';
export * as liteRt from '@litertjs/core';
