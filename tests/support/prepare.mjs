// Fills a folder with what every world begins with: node tests/support/prepare.mjs FOLDER
import { prepare } from './walk.mjs';

await prepare(process.argv[2]);
