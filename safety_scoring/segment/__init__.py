"""Word segmentation: the only room that knows jieba."""
