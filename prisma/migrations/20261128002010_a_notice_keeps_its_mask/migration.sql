-- Which version of the masks a notice was drafted with: its page and digest never change, although the masks do.
ALTER TABLE notice ADD COLUMN mask_version text NOT NULL DEFAULT 'mask-1';
