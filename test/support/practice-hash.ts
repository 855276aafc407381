/** Of the password `practice`, at the product's cost: made once, because making it takes as long as a sign-in. */
export const PRACTICE_HASH = 'scrypt$131072$AnSqgbIFv9hLS6nYzV-NPw$Wm-jKOgH0bGiAuqqUojZs5uHD9jX_Fs0j4q3WwyTiwE';
