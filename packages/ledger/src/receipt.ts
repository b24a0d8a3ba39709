/** What an analyst is handed with each answer: the ledger's word that it was charged, where in its history, and for which answer. */
export interface Receipt {
  readonly format: 'discreet/receipt';
  readonly version: 1;
  readonly account: string;
  readonly key: string;
  /** the entry that kept the answer, and its hash */
  readonly seq: number;
  readonly head: string;
  readonly fingerprint: string;
  /** SHA-256 of the released bytes */
  readonly answer: string;
  /** Ed25519 over all of the above, in base64; none where the ledger has no signer */
  readonly signature?: string;
}
