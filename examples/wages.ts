import * as discreet from 'discreet';

const names = Object.keys(discreet);
if (process.argv.includes('--json')) console.log(JSON.stringify({ names }));
else console.log(`discreet exports ${names.length} names`);
