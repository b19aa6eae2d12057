import { jsonrepair } from 'jsonrepair';

/** JSON as it was probably meant. @throws an Error where that cannot be told */
export const repairJson = (text: string): string => jsonrepair(text);
