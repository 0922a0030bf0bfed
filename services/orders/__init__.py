"""Turn an approved plan into an order that puts its pairs in force."""
